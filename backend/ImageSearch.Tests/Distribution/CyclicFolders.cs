#pragma warning disable CA1852, CA1812, CA1823, CA1051 // Samples for ArchitectureTests: they are read, never run.
namespace ImageSearch.Tests.Distribution.Cyclic.One
{
    internal static class Caller
    {
        public static object Call() => Two.Called.Make();
    }
}

namespace ImageSearch.Tests.Distribution.Cyclic.Two
{
    internal static class Called
    {
        public static readonly List<One.Held[]> Held = [];

        public static object Make() => new();
    }
}

namespace ImageSearch.Tests.Distribution.Cyclic.One
{
    internal sealed class Held;
}
