// Fixtures run beside each other, the tests of one fixture in turn. One more worker than the two processors of a small machine, because many tests wait.
// A fixture that measures what belongs to the whole process, or a time, says [NonParallelizable].
[assembly: Parallelizable(ParallelScope.Fixtures)]
[assembly: LevelOfParallelism(3)]
