match (名前 := self):  # comment: 'é' (
	case 'a' | 'b':"a string"
