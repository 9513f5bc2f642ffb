(名}:'bda_
前 := b'x'); é: lambda_
