while (b := c): b
