// These tests wait for other processes more than they compute.
[assembly: LevelOfParallelism(6)]
