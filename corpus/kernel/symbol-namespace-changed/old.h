int crypt_rounds(int level);
