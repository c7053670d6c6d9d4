using ImageSearch.Engine.Intake;
using ImageSearch.Engine.Intake.Importing;
using ImageSearch.Engine.Jobs;
using ImageSearch.Engine.Pictures;

namespace ImageSearch.Tests.Cli;

/// <summary>The enums of the JSON are the library's, by name and by number: one is cast to the other.</summary>
internal sealed class ContractTests
{
    [TestCase(typeof(ImageStatusContract), typeof(ImageStatus))]
    [TestCase(typeof(OriginalStateContract), typeof(OriginalState))]
    [TestCase(typeof(AddResultContract), typeof(AddResult))]
    [TestCase(typeof(JobStateContract), typeof(JobState))]
    [TestCase(typeof(FolderCategoriesContract), typeof(FolderCategories))]
    [TestCase(typeof(ImportStoreContract), typeof(ImportStore))]
    public void Values_OfAnEnum_AreThoseOfTheLibrary(Type contract, Type library) => Assert.That(ValuesOf(contract), Is.EqualTo(ValuesOf(library)));

    [Test]
    public void Rank_OfAHit_ReachesAsFarAsASearch() => Assert.That(SearchContract.MaxResults, Is.EqualTo(ImageSearch.Engine.Search.SearchScope.MaxK));

    private static IEnumerable<(string, int)> ValuesOf(Type type) => Enum.GetNames(type).Select(name => (name, (int)Enum.Parse(type, name)));
}
