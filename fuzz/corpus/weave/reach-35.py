glfinally:otry
return é
