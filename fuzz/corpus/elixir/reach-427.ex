	foo( "k#{1}": () ~~~@true when .( 
    "k.(": ) )