using ImageSearch.Faiss;
using NUnit.Framework.Interfaces;
using NUnit.Framework.Internal;

namespace ImageSearch.Tests.Faiss;

/// <summary>Fails a fixture whose tests do not free a native index or filter.</summary>
/// <remarks>The count belongs to the process, so such a fixture does not run in parallel with others.</remarks>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class NoFaissLeaksAttribute : Attribute, ITestAction, IApplyToTest
{
    private long _before;

    public ActionTargets Targets => ActionTargets.Suite;

    public void ApplyToTest(Test test) => new NonParallelizableAttribute().ApplyToTest(test);

    public void BeforeTest(ITest test) => _before = FaissRuntime.LiveObjects;

    public void AfterTest(ITest test) => Assert.That(FaissRuntime.LiveObjects, Is.EqualTo(_before), "native objects were left behind");
}
