! "k": % {}":‪ %{:a "s" . 
 ( ,do foo( :"a :b" and a:%A{** , 
and++rescue } * ) foo( ) ~s(x) do  end enddo foo( :"a :b" ba:%A{** , 
and++rescue } * ) foo( ) ~s(x) do  end end do: } }