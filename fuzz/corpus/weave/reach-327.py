# -*- c}'dinspile:g: ut@lambda *a, **b:  "écase _:" 	
def x1[T:  "é" 	
def x1[T: int, *Ts](a):
 self = yield  # comment: 'é' (
	   \glo x1[T: int, *Ts](a):
  self =bal g
   mbda *a, **b:  "écase _:" 	
def x1[T:  "é" 	
def x1[T: int, *Ts](a):
 self = yield  # comment: 'é' (
	   \glo x1[T: int, *Ts](a): self = yield  # comment: 'é' (
int, *Ts](a):
    glf-8 -*-  # comment: 'é' (
@lambda *a, **b:  "écase _:" f x1[T:  "é" 	
def x1[T: int, *Ts](a):
  self = yield  # comment: 'é' (
	    global g
    self = yield  # comment: 'é' (
int, *Ts](a):
    global g
    sing: utf-8 -*-  # comment: 'ématch x:' (
@lambda *a, **b:  "écase _:" 	
def x1[T:  "é"=	
def x1[T: int, *Ts](a):
  self = yield  # comment: 'é' (
	    global# comment: 'é' (
int, *Ts](a):
    await lf-8 -*-  # com#ent: 'é' (
@lambda *a, **b:  "écase _:" 	
def x1[T:  "é" 	
def x1[T: int, *Ts](a):
  self = yield  # comme g
    elf = yield  # comment: 'é' (
