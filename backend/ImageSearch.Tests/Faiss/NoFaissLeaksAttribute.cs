using ImageSearch.Faiss;
using NUnit.Framework.Interfaces;

namespace ImageSearch.Tests.Faiss;

/// <summary>Fails a fixture whose tests leave a native index or filter behind.</summary>
/// <remarks>The count belongs to the process: such a fixture must not run beside another that uses FAISS.</remarks>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class NoFaissLeaksAttribute : Attribute, ITestAction
{
    private long _before;

    public ActionTargets Targets => ActionTargets.Suite;

    public void BeforeTest(ITest test) => _before = FaissRuntime.LiveObjects;

    public void AfterTest(ITest test) => Assert.That(FaissRuntime.LiveObjects, Is.EqualTo(_before), "native objects were left behind");
}
