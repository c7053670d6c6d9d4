// Two fixtures at a time, each with a stack and a browser of its own; the tests of one fixture in turn.
[assembly: Parallelizable(ParallelScope.Fixtures)]
[assembly: LevelOfParallelism(2)]
