# spi sp
    
ile:0breakspile1:
def matchmatch()t'{x}'	"a string"
    
()t'{x}'	"a string"
    
