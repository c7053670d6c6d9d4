using ImageSearch.Engine.Intake.Importing;
using ImageSearch.Engine.Pictures;

namespace ImageSearch.Tests.Providers;

public class ImportsContract(ProviderKind kind) : ContractFixture(kind)
{
    private IImportLedger Imports => Provider.Imports;

    [Test]
    public async Task RecordAsync_KnownContent_IsReadBackAndReplaced()
    {
        var file = Entry("/photos/a.png", (await AddAsync("a.png")).Sha256);
        await Imports.RecordAsync([file], [], None);
        Assert.That(await Imports.AtAsync(["/photos/a.png", "/photos/b.png"], None), Is.EqualTo(new[] { file }));

        var seen = file with { Modified = 9, Job = 2, Outcome = ImportOutcome.Unchanged };
        await Imports.RecordAsync([seen], [], None);

        Assert.That(await Imports.AtAsync([file.Path], None), Is.EqualTo(new[] { seen }));
    }

    [Test]
    public async Task RecordAsync_ContentWithoutPicture_IsNotRecorded()
    {
        await Imports.RecordAsync([Entry("/photos/a.png", new string('a', 64))], [], None);

        Assert.That(await Imports.AtAsync(["/photos/a.png"], None), Is.Empty);
    }

    [Test]
    public async Task RecordAsync_OnePathTwoContents_KeepsBoth()
    {
        var (first, second) = (Entry("/photos/a.png", (await AddAsync("1")).Sha256), Entry("/photos/a.png", (await AddAsync("2")).Sha256));

        await Imports.RecordAsync([first, second], [], None);

        Assert.That(await Imports.AtAsync(["/photos/a.png"], None), Is.EquivalentTo(new[] { first, second }));
    }

    [Test]
    public async Task RecordAsync_Adopted_IsNoReferenceAnyMore()
    {
        var image = await AddAsync("a.png");
        await Imports.RecordAsync([Entry("/photos/a.png", image.Sha256) with { Reference = true }], [], None);
        Assert.That((await FindAsync(image.Id)).References.Select(file => file.Path), Is.EqualTo(new[] { "/photos/a.png" }));

        await Imports.RecordAsync([], [image.Sha256], None);

        Assert.That((await FindAsync(image.Id)).References, Is.Empty);
        Assert.That((await Imports.AtAsync(["/photos/a.png"], None)).Single().Reference, Is.False);
    }

    [TestCase(true, ImportOutcome.Unchanged, ExpectedResult = ImageStatus.Pending)]
    [TestCase(true, ImportOutcome.Vanished, ExpectedResult = ImageStatus.Failed)]
    [TestCase(false, ImportOutcome.Unchanged, ExpectedResult = ImageStatus.Failed)]
    public async Task<ImageStatus> RecordAsync_FailedPicture_IsTriedAgainWhereItsFileIsBack(bool reference, ImportOutcome outcome)
    {
        var image = await AddAsync("a.png");
        await FailAsync(image.Id);

        await Imports.RecordAsync([Entry("/photos/a.png", image.Sha256) with { Reference = reference, Outcome = outcome }], [], None);

        return (await FindAsync(image.Id)).Status;
    }

    [Test]
    public async Task WithContentAsync_ManyCopies_GivesAFew()
    {
        var (many, one) = ((await AddAsync("1")).Sha256, (await AddAsync("2")).Sha256);
        await Imports.RecordAsync(
            Enumerable.Range(0, 100).Select(i => Entry($"/photos/{i}.png", many)).Append(Entry("/photos/x.png", one)).ToList(),
            [],
            None);

        var found = await Imports.WithContentAsync([many, one, "unknown"], None);

        Assert.That(found.Count(file => file.Sha256 == many), Is.InRange(1, 50));
        Assert.That(found.Where(file => file.Sha256 == one).Select(file => file.Path), Is.EqualTo(new[] { "/photos/x.png" }));
    }

    [Test]
    public async Task UnderAsync_Pages_GiveEachFileOfTheFolderOnce()
    {
        var (first, second) = ((await AddAsync("1")).Sha256, (await AddAsync("2")).Sha256);
        var inside = new[] {
            Entry("/photos/a.png", first),
            Entry("/photos/a.png", second),
            Entry("/photos/b/c.png", first),
            Entry("/photos/ü.png", first) };
        await Imports.RecordAsync(
            [.. inside, Entry("/photos2/a.png", first), Entry("/photo", first), Entry("/photos-b/a.png", first), Entry("/photos0", first)],
            [],
            None);

        var paged = new List<ImportedFile>();
        while (await Imports.UnderAsync("/photos", paged.LastOrDefault(), 2, None) is { Count: > 0 } page)
        {
            Assert.That(page, Has.Count.LessThanOrEqualTo(2));
            paged.AddRange(page);
        }

        Assert.That(paged, Is.EquivalentTo(inside));
        Assert.That(paged, Is.Unique);
        Assert.That(await Imports.UnderAsync("/", null, 100, None), Has.Count.EqualTo(8));
    }

    [Test]
    public async Task MoveAsync_Moved_IsAtItsNewPathOnly()
    {
        var old = Entry("/photos/a.png", (await AddAsync("1")).Sha256);
        var moved = old with { Path = "/photos/b.png", Outcome = ImportOutcome.Moved };
        await Imports.RecordAsync([old], [], None);

        await Imports.MoveAsync([(old, moved)], None);

        Assert.That(await Imports.AtAsync([old.Path, moved.Path], None), Is.EqualTo(new[] { moved }));
    }

    [Test]
    public async Task RecordAsync_Reopened_IsKept()
    {
        var file = Entry("/photos/a.png", (await AddAsync("a.png")).Sha256);
        await Imports.RecordAsync([file], [], None);

        await ReopenAsync();

        Assert.That(await Imports.AtAsync([file.Path], None), Is.EqualTo(new[] { file }));
    }

    private static ImportedFile Entry(string path, string sha256) => new(path, 10, 1_700_000_000_123_456_789, sha256, false, 1, ImportOutcome.Added);
}
