using ImageSearch.Engine.Indexing;
using ImageSearch.Engine.Local.Indexes;

namespace ImageSearch.Tests.Indexing;

public class IndexSnapshotTests : IndexFixture
{
    private string SpaceFolder => Path.Combine(Data.Spaces, Space.Id);

    private string IndexFile => Path.Combine(SpaceFolder, "index.faiss");

    private string Current => Path.Combine(SpaceFolder, "space.json");

    private string Next => Path.Combine(SpaceFolder, "space.next.json");

    [Test]
    public async Task LoadAsync_NothingSaved_IsNull() => Assert.That(await LoadAsync(), Is.Null);

    [Test]
    public async Task LoadAsync_Saved_HasTheVectorsAndTheDate()
    {
        await SaveAsync(3, 1, 2);
        var snapshot = Snapshot();

        using var index = await snapshot.LoadAsync(1, CancellationToken.None);

        Assert.That(await index!.IdsAsync(CancellationToken.None), Is.EquivalentTo(new[] { 1, 2, 3 }));
        Assert.That((snapshot.Count, snapshot.SavedAt), Is.EqualTo((3L, (DateTimeOffset?)Clock.GetUtcNow())));
        Assert.That(Directory.EnumerateFiles(SpaceFolder).Select(Path.GetFileName), Is.EquivalentTo(new[] { "index.faiss", "space.json" }));
    }

    [TestCase(0)]
    [TestCase(0.5)]
    [TestCase(0.99)]
    public async Task LoadAsync_IndexCutShort_IsNotTrusted(double share)
    {
        await SaveAsync(1, 2);
        var bytes = await File.ReadAllBytesAsync(IndexFile);
        await File.WriteAllBytesAsync(IndexFile, bytes[..(int)(bytes.Length * share)]);

        Assert.That(await LoadAsync(), Is.Null);
    }

    [Test]
    public async Task LoadAsync_OneBitFlipped_IsNotTrusted()
    {
        await SaveAsync(1, 2);
        var bytes = await File.ReadAllBytesAsync(IndexFile);
        bytes[^20] ^= 1;
        await File.WriteAllBytesAsync(IndexFile, bytes);

        Assert.That(await LoadAsync(), Is.Null);
    }

    [TestCase(null)]
    [TestCase("")]
    [TestCase("{")]
    [TestCase("null")]
    [TestCase("{}")]
    [TestCase("[]")]
    public async Task LoadAsync_DescriptionMissingOrBroken_IsNotTrusted(string? text)
    {
        await SaveAsync(1, 2);
        File.Delete(Current);
        if (text is not null)
            await File.WriteAllTextAsync(Current, text);

        Assert.That(await LoadAsync(), Is.Null);
        await SaveAsync(1, 2, 3);
        Assert.That(await LoadAsync(), Is.EqualTo(new[] { 1, 2, 3 }));
    }

    [Test]
    public async Task LoadAsync_FolderOfAnotherSpace_IsNotTrusted()
    {
        await SaveAsync(1, 2);
        var saved = SpaceFolder;
        UseSpace(Spaces.Of(4, "another"));
        Directory.Move(saved, SpaceFolder);

        Assert.That(await LoadAsync(), Is.Null);
    }

    [Test]
    public async Task LoadAsync_AnotherDimension_IsNotTrusted()
    {
        await SaveAsync(1, 2);
        UseSpace(Space with { Dimension = 8 });

        Assert.That(await LoadAsync(), Is.Null);
    }

    [Test]
    public async Task LoadAsync_CrashBeforeTheFirstRename_HasTheOldState()
    {
        var (_, second) = await TwoStatesAsync();
        await File.WriteAllBytesAsync(IndexFile + ".new", second.Index);
        await File.WriteAllTextAsync(Next + ".new", "{ \"torn");

        Assert.That(await LoadAsync(), Is.EqualTo(new[] { 1 }));
    }

    [Test]
    public async Task LoadAsync_CrashAfterTheFirstRename_HasTheOldState()
    {
        var (_, second) = await TwoStatesAsync();
        await File.WriteAllBytesAsync(Next, second.Description);
        await File.WriteAllBytesAsync(IndexFile + ".new", second.Index);

        Assert.That(await LoadAsync(), Is.EqualTo(new[] { 1 }));
        await SaveAsync(5);
        Assert.That(await LoadAsync(), Is.EqualTo(new[] { 5 }));
    }

    [Test]
    public async Task LoadAsync_CrashAfterTheSecondRename_HasTheNewState()
    {
        var (_, second) = await TwoStatesAsync();
        await File.WriteAllBytesAsync(Next, second.Description);
        await File.WriteAllBytesAsync(IndexFile, second.Index);

        Assert.That(await LoadAsync(), Is.EqualTo(new[] { 1, 2 }));
        Assert.That(await LoadAsync(), Is.EqualTo(new[] { 1, 2 }));
    }

    [Test]
    public async Task LoadAsync_CrashInTheNextSwitchToo_StillHasAState()
    {
        var (first, second) = await TwoStatesAsync();
        await File.WriteAllBytesAsync(Next, second.Description);
        await File.WriteAllBytesAsync(IndexFile, second.Index);
        await LoadAsync();

        // The next save was interrupted after it wrote its description, here any other than that of the file.
        await File.WriteAllBytesAsync(Next, first.Description);

        Assert.That(await LoadAsync(), Is.EqualTo(new[] { 1, 2 }));
    }

    [Test]
    public async Task SaveAsync_CannotBeWritten_LeavesTheOldState()
    {
        await SaveAsync(1);
        Directory.CreateDirectory(IndexFile + ".new");

        await Assert.ThatAsync(() => SaveAsync(1, 2), Throws.Exception);
        Directory.Delete(IndexFile + ".new");

        Assert.That(await LoadAsync(), Is.EqualTo(new[] { 1 }));
    }

    /// <summary>Writes the first state to disk and returns the files of both.</summary>
    private async Task<((byte[] Index, byte[] Description) First, (byte[] Index, byte[] Description) Second)> TwoStatesAsync()
    {
        await SaveAsync(1, 2);
        var second = (await File.ReadAllBytesAsync(IndexFile), await File.ReadAllBytesAsync(Current));
        Clock.Advance(TimeSpan.FromMinutes(1));
        await SaveAsync(1);
        return ((await File.ReadAllBytesAsync(IndexFile), await File.ReadAllBytesAsync(Current)), second);
    }

    private async Task SaveAsync(params long[] ids)
    {
        using var index = FaissVectorIndex.Create(Space.Dimension, 1);
        await index.PutAsync(ids.Select(id => new EmbeddedVector(id, Spaces.Vector($"{id}", Space.Dimension))).ToList(), CancellationToken.None);
        await Snapshot().SaveAsync(index, CancellationToken.None);
    }

    private async Task<long[]?> LoadAsync()
    {
        using var index = await Snapshot().LoadAsync(1, CancellationToken.None);
        return index is null ? null : (await index.IdsAsync(CancellationToken.None)).Order().ToArray();
    }
}
