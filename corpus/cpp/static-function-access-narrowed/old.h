class limits {
public:
    static int most;
    static int least();
};
