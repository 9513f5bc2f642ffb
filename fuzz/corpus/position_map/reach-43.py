glot ry in bn b''''le:0'
 'spié
le:0'# éé
