    def a[s]():
 class C(lamlaawait mbd0 in b'spile:0'a] a=la]m=da:'''''':_):a[ss}'''''':_):a[ss}''﻿"]):match  #    def b():
       \
def é():
     def a[s]():
 class C(lamlambda] a=lambda:é():
	       	    try:''return+e        	    finally:g   	    f'''''﻿"]):match  #    def b():
       \
def é():
      def a[s]():
 class C(lamlambda] a=lambda:'''''':_):a[ss''""]):match x:#
  #    def b():
       \
def  class C(lamlambd0 in b'spile:0'a] a=la]m0 in b'spile:0'bda:'''''':_):a[ss}''﻿"]):match  #    def b():
       \
def é():
     def a[s]():
 class C(lamlambda] a=lambda:é():
	       	    try:''return+e        	    finally:g   	    f'''{xry:{''+e0 in b'spile:0    	    finally:g