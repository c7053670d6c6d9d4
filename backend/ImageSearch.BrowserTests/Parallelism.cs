// Three fixtures at a time, each with a browser of its own; the tests of one fixture in turn. On two cores they wait half of their time.
[assembly: Parallelizable(ParallelScope.Fixtures)]
[assembly: LevelOfParallelism(3)]
