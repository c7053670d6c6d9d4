using ImageSearch.Engine.Search;

namespace ImageSearch.Tests.Search;

internal sealed class AutomaticThresholdTests
{
    [TestCase(new[] { 0.95, 0.93, 0.92, 0.41, 0.40, 0.38, 0.2 }, 0.92)]
    [TestCase(new[] { 0.5, 0.48, 0.11, 0.1, 0.09, 0.08 }, 0.48)]
    [TestCase(new[] { 1.0, 0.3 }, 1.0)]
    [TestCase(new[] { 0.8, 0.8, 0.8, 0.1 }, 0.8)]
    public void Of_TwoGroups_IsTheLeastOfTheNearer(double[] similarities, double expected) =>
        Assert.That(AutomaticThreshold.Of(similarities), Is.EqualTo(expected));

    [TestCase(new double[0])]
    [TestCase(new[] { 0.7 })]
    [TestCase(new[] { 0.7, 0.7, 0.7 })]
    [TestCase(new[] { 0.0, 0.0 })]
    public void Of_OneGroup_IsNone(double[] similarities) => Assert.That(AutomaticThreshold.Of(similarities), Is.Zero);
}
