"""Thai words for the demo's companies, regions and countries, because TPC-H has none."""

from __future__ import annotations

REGIONS = {
    "AFRICA": "แอฟริกา",
    "AMERICA": "อเมริกา",
    "ASIA": "เอเชีย",
    "EUROPE": "ยุโรป",
    "MIDDLE EAST": "ตะวันออกกลาง",
}

COUNTRIES = {
    "ALGERIA": "แอลจีเรีย",
    "ARGENTINA": "อาร์เจนตินา",
    "BRAZIL": "บราซิล",
    "CANADA": "แคนาดา",
    "CHINA": "จีน",
    "EGYPT": "อียิปต์",
    "ETHIOPIA": "เอธิโอเปีย",
    "FRANCE": "ฝรั่งเศส",
    "GERMANY": "เยอรมนี",
    "INDIA": "อินเดีย",
    "INDONESIA": "อินโดนีเซีย",
    "IRAN": "อิหร่าน",
    "IRAQ": "อิรัก",
    "JAPAN": "ญี่ปุ่น",
    "JORDAN": "จอร์แดน",
    "KENYA": "เคนยา",
    "MOROCCO": "โมร็อกโก",
    "MOZAMBIQUE": "โมซัมบิก",
    "PERU": "เปรู",
    "ROMANIA": "โรมาเนีย",
    "RUSSIA": "รัสเซีย",
    "SAUDI ARABIA": "ซาอุดีอาระเบีย",
    "UNITED KINGDOM": "สหราชอาณาจักร",
    "UNITED STATES": "สหรัฐอเมริกา",
    "VIETNAM": "เวียดนาม",
}

PLACES = (
    "สยาม", "กรุงเทพ", "เชียงใหม่", "ภูเก็ต", "ขอนแก่น", "อยุธยา", "ระยอง", "ล้านนา", "อันดามัน", "เจ้าพระยา",
    "สุโขทัย", "น่าน", "กระบี่", "ลำปาง", "อุดร", "สงขลา", "ตรัง",
)  # fmt: skip
TRADES = (
    "การค้า", "พาณิชย์", "ซัพพลาย", "เทรดดิ้ง", "อุตสาหกรรม", "วัสดุภัณฑ์", "เครื่องจักร", "ก่อสร้าง",
    "ยานยนต์", "เฟอร์นิเจอร์", "เครื่องใช้ไฟฟ้า", "สตีล", "โลหะกิจ",
)  # fmt: skip
"""PLACES and TRADES have lengths without a common divisor, so that every pair occurs."""
