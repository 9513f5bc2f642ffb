yeld ass
