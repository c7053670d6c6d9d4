using ImageSearch.Engine.Intake;
using ImageSearch.Engine.Intake.Importing;
using ImageSearch.Engine.Pictures;

namespace ImageSearch.Tests.Providers;

public class IntakeContract(ProviderKind kind) : ContractFixture(kind)
{
    [Test]
    public async Task CommitAsync_NewFile_IsAddedWithItsOriginal()
    {
        var file = File("cat.png", "meow");

        var result = await CommitAsync(new AddOptions("pets", ["b", "a"]), file);

        var image = await FindAsync(result.Outcomes[0][0].Image!.Id);
        Assert.That((result.Added, result.Restored, result.Outcomes[0][0].Result), Is.EqualTo((1, 0, AddResult.Added)));
        Assert.That(
            (image.Name, image.FileName, image.Category, image.Bytes, image.Width, image.Height),
            Is.EqualTo(("cat.png", "cat.png", "pets", 4, 40, 30)));
        Assert.That(
            (image.Sha256, image.AddedAt, image.Status, image.Problem),
            Is.EqualTo((file.File.Sha256, Clock.GetUtcNow(), ImageStatus.Pending, (string?)null)));
        Assert.That(image.Tags, Is.EqualTo(new[] { "a", "b" }));
        Assert.That(await ContentAsync(image), Is.EqualTo("meow"));
    }

    [Test]
    public async Task CommitAsync_SeveralRequests_OutcomesComeInOrder()
    {
        var known = await AddAsync("known.png", "known");
        var rejection = new Rejection(RejectionReason.Unreadable, "no picture");

        var result = await Provider.Intake.CommitAsync(
            [
                new IntakeRequest([File("a.png"), File("bad.png") with { Rejection = rejection }, File("again.png", "known")], AddOptions.Default),
                new IntakeRequest([File("b.png", "a.png"), File("c.png")], AddOptions.Default),
            ],
            None);

        Assert.That(
            result.Outcomes.Select(outcomes => outcomes.Select(outcome => (outcome.Name, outcome.Result))),
            Is.EqualTo(new[]
            {
                new[] { ("a.png", AddResult.Added), ("bad.png", AddResult.Rejected), ("again.png", AddResult.Duplicate) },
                [("b.png", AddResult.Duplicate), ("c.png", AddResult.Added)],
            }));
        Assert.That(result.Outcomes[0][1].Rejection, Is.EqualTo(rejection));
        Assert.That(result.Outcomes[0][2].Image!.Id, Is.EqualTo(known.Id));
        Assert.That(result.Outcomes[1][0].Image!.Id, Is.EqualTo(result.Outcomes[0][0].Image!.Id));
        Assert.That((await Pictures.CountsAsync(None)).Total, Is.EqualTo(3));
    }

    [Test]
    public async Task CommitAsync_KeptDuplicate_IsAPictureOfItsOwn()
    {
        var first = await AddAsync("a.png", "same");

        var second = await AddAsync("b.png", "same");

        Assert.That(second.Id, Is.GreaterThan(first.Id));
        Assert.That(await ContentAsync(second), Is.EqualTo("same"));
        Assert.That(await Pictures.StoredBytesAsync(None), Is.EqualTo(4));
    }

    [Test]
    public async Task CommitAsync_SameName_GetsAFileNameOfItsOwn()
    {
        var first = await AddAsync("a.png", "1");
        var second = await AddAsync("a.png", "2");

        Assert.That((first.FileName, second.FileName, second.Name), Is.EqualTo(("a.png", $"a-{second.Id}.png", "a.png")));
        Assert.That((await Pictures.FindByFileNameAsync(second.FileName, None))!.Id, Is.EqualTo(second.Id));
    }

    [Test]
    public async Task CommitAsync_LostOriginal_IsRestoredAndQueued()
    {
        var image = await AddAsync("a.png", "content");
        await FailAsync(image.Id);
        using (var original = await Provider.Originals.OpenAsync(image, None))
            System.IO.File.Delete(original.Path);
        Assert.That(() => Provider.Originals.OpenAsync(image, None), Throws.TypeOf<OriginalMissingException>());

        var result = await CommitAsync(AddOptions.Default, File("b.png", "content"));

        Assert.That((result.Added, result.Restored, result.Outcomes[0][0].Result), Is.EqualTo((0, 1, AddResult.Duplicate)));
        Assert.That(await ContentAsync(image), Is.EqualTo("content"));
        Assert.That((await FindAsync(image.Id)).Status, Is.EqualTo(ImageStatus.Pending));
    }

    [Test]
    public async Task CommitAsync_ReferencedFile_IsRecordedWithItsPicture()
    {
        var (candidate, source) = Found("a.png", "abroad");

        var image = (await CommitAsync(AddOptions.Default, candidate)).Outcomes[0][0].Image!;

        Assert.That(image.References, Is.EqualTo(new[] { new ReferencedFile(source.Path, source.Bytes, source.Modified) }));
        Assert.That(await Provider.Imports.AtAsync([source.Path], None), Is.EqualTo(new[] { source }));
        using (var original = await Provider.Originals.OpenAsync(image, None))
            Assert.That(original.Path, Is.EqualTo(source.Path));
        System.IO.File.Delete(source.Path);
        Assert.That(() => Provider.Originals.OpenAsync(image, None), Throws.TypeOf<OriginalMissingException>());
    }

    [Test]
    public async Task CommitAsync_UploadOfAReferencedContent_TakesTheReferencesPlace()
    {
        var (candidate, source) = Found("a.png", "abroad");
        var image = (await CommitAsync(AddOptions.Default, candidate)).Outcomes[0][0].Image!;

        await CommitAsync(AddOptions.Default, File("b.png", "abroad"));

        Assert.That((await FindAsync(image.Id)).References, Is.Empty);
        System.IO.File.Delete(source.Path);
        Assert.That(await ContentAsync(image), Is.EqualTo("abroad"));
    }

    [Test]
    public async Task CommitAsync_ImportOfAKnownContent_IsRecordedAsADuplicate()
    {
        await AddAsync("a.png", "here");
        var (candidate, source) = Found("b.png", "here");

        await CommitAsync(AddOptions.Default, candidate);

        Assert.That(
            await Provider.Imports.AtAsync([source.Path], None),
            Is.EqualTo(new[] { source with { Outcome = ImportOutcome.Duplicate, Reference = false } }));
    }

    [Test]
    public async Task CommitAsync_Reopened_IsAllThere()
    {
        var image = await AddAsync("a.png", "content", "category", "tag");

        await ReopenAsync();

        Assert.That(await FindAsync(image.Id), Is.EqualTo(image).UsingPropertiesComparer());
        Assert.That(await ContentAsync(image), Is.EqualTo("content"));
        Assert.That((await AddAsync("b.png")).Id, Is.GreaterThan(image.Id));
    }

    private async Task<string> ContentAsync(ImageRecord image)
    {
        using var original = await Provider.Originals.OpenAsync(image, None);
        return await System.IO.File.ReadAllTextAsync(original.Path);
    }
}
