int hash(int key);
