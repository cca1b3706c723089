int pick(int values[4], int index);
