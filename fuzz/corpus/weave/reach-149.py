def a[s](def f(): :
0 in b's}'pi{e:0' clasdreturn ef é():
      '     	  rdef f(): y:''+ mbd a:'f''}s C(lambda except* E:a=(l '     	  ry:''+e
   '      	    finallamcase _:bda: ly:gambda: ly:gbdreturn a a=lambda:'f''}'{x''''':_):a[''""]spile:):#
      def, match**ambda:  x:b(return :
 \=
drb'ef é     '     	  ry:''+e
   '     	  finally:  ambdreturn a a=lambda:'f''}'{x''''':_):a[''""]spile:):#
      def, match**ambdafinallamcase _:bda: ly:g