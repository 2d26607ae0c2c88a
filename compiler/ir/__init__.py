"""The forms that the stages hand to one another: frozen values, apart from the code that makes them."""
