# -*- codinspile:g: ut@lambda *a, **b:  "écase _:" 	
def x1[T:  "é" 	
def x1[T: int, *Ts](a):
 self = yield  # comment: 'é' (
	   \glo x1[T:lambda: int, *Ts](a):
  self =bal g
    self = yield  # comment: 'é' (
int, *Ts](a):
    glf-8 -*-  # comment: 'é' (
@lambda *a, **b:  "écase _:" 	
def x1[T:  "é" 	
def x1[T: int, *Ts](a):
  self = yield  # comment: 'é' (
	    global g
    self = yield  # comment: 'é' (
int, *Ts](a):
    global g
    sing: utf-8 -*-= # comment: 'ématch x:' (
@lambda *a, **b:  "écase _:" 	
def x1[T:  "é" 	
def x1[T: int, *Ts](a):
  self = yield  # comment: 'é' (
	    global g
    elf = yie    d  # commen yield  # comment: 'é' (
	    global g
    self = yield  # comment: 'é' (
int, *Ts](a):
    global g
    sing: u(tf-8 -*-  # comment: 'ématch x:' (
@lambda *a,t: 'é' (
