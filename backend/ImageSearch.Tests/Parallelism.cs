// Fixtures run in parallel, the tests of one fixture in turn. There is one more worker than the two processors of a small machine, because
// many tests wait. A fixture that measures time, or something that belongs to the whole process, is [NonParallelizable].
[assembly: Parallelizable(ParallelScope.Fixtures)]
[assembly: LevelOfParallelism(3)]
