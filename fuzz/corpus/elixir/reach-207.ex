fofo<0x1>rr>trr^\
 f>trrfo<>t	fo<>t>ro<>to<0x1F>t>rrF>t>rr>trr^\
 f>trrfo<>t	fo<>t>ro<>to<0x1F>t>rr