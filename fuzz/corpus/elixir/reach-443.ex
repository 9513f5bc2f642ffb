	foo( "k+++#{1 whe}": () ~~~@true when .( 
    "k.(": ) )