"""What the site believes: The Update Framework's client over our connection, pinned to the vendor's root.

`fetcher` brings metadata and turns away another tenant's, `metadata` refreshes it, `stored` verifies what lies
on disk. Signatures, thresholds, rollback and freeze are python-tuf's rules, not ours.
"""
