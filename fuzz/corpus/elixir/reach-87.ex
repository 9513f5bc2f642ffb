	enda^^^s_٣_ aliases_
<<<<<<< HEAD
    '\	__a&li<👨‍^^^s_٣_ .+: .: _ __0ses_
do: '