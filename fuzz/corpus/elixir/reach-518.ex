--. ..// "k":
 || + :a w
en nil "k#{1}":"i\xFF#{.{() :: foo[ ++ [ [ => & after ] ] % "i#{ aa: }" ] } }"