    unquote_splicing(a)(a) do   not
in rescue end do  resc end