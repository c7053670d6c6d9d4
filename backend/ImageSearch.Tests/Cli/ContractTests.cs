using System.Text.Json;
using ImageSearch.Api.Images;
using ImageSearch.Api.Images.Bulk;
using ImageSearch.Api.Importing;
using ImageSearch.Api.Indexing;
using ImageSearch.Api.Jobs;
using ImageSearch.Api.Models;
using ImageSearch.Api.Search;
using ImageSearch.Api.Service;
using ImageSearch.Cli.Contracts;
using ImageSearch.Engine.Jobs;

namespace ImageSearch.Tests.Cli;

/// <summary>What the command line reads and writes has every member that the HTTP interface has, so that scripts work with either.</summary>
internal sealed class ContractTests
{
    [TestCase(typeof(Picture), typeof(ImageContract))]
    [TestCase(typeof(Source), typeof(SourceContract))]
    [TestCase(typeof(PicturePage), typeof(ListContract<ImageContract>))]
    [TestCase(typeof(Upload), typeof(UploadContract))]
    [TestCase(typeof(UploadResult), typeof(UploadResultContract))]
    [TestCase(typeof(Found), typeof(SearchContract))]
    [TestCase(typeof(Hit), typeof(SearchHitContract))]
    [TestCase(typeof(Score), typeof(ScoreContract))]
    [TestCase(typeof(Took), typeof(TookContract))]
    [TestCase(typeof(ImageSearch.Cli.Contracts.Embedding), typeof(EmbeddingItemContract))]
    [TestCase(typeof(Bulk), typeof(BulkContract))]
    [TestCase(typeof(Stats), typeof(StatsContract))]
    [TestCase(typeof(IndexState), typeof(IndexContract))]
    [TestCase(typeof(Building), typeof(BuildingContract))]
    [TestCase(typeof(Job), typeof(JobContract))]
    [TestCase(typeof(JobFailure), typeof(JobFailureContract))]
    [TestCase(typeof(ModelList), typeof(ModelListContract))]
    [TestCase(typeof(Model), typeof(ModelContract))]
    [TestCase(typeof(Verification), typeof(ModelVerificationContract))]
    [TestCase(typeof(ImportOrder), typeof(ImportContract))]
    public void Members_OfAnAnswer_AreThoseOfTheHttpInterface(Type own, Type theirs) =>
        Assert.That(MembersOf(own), Is.EquivalentTo(MembersOf(theirs)));

    // Those that are never written do not count.
    private static IEnumerable<string> MembersOf(Type type) =>
        JsonSerializerOptions.Web.GetTypeInfo(type).Properties.Where(property => property.Get is not null).Select(property => property.Name);
}
