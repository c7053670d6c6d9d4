using Dapper;
using ImageSearch.Engine;
using ImageSearch.Engine.Embedding.Editing;
using ImageSearch.Engine.Pictures;
using Microsoft.Data.Sqlite;

namespace ImageSearch.Tests.Library.Orphans;

/// <summary>Flipped bits in the catalogue never cost an original.</summary>
public class DamagedCatalogueTests : OrphanFixture
{
    private const int Pictures = 30;
    private const int Flips = 24;

    [TestCase("images_sha256")]
    [TestCase(null)]
    public async Task Open_OneBitFlipped_NoOriginalIsLost(string? index)
    {
        await AddAndCloseAsync(Enumerable.Range(0, Pictures));
        var sound = await File.ReadAllBytesAsync(Catalogue);
        var pages = PagesOf(index);
        var random = new Random(20261125);
        var refused = 0;
        for (var flip = 0; flip < Flips; flip++)
        {
            var damaged = (byte[])sound.Clone();
            var position = (pages[random.Next(pages.Count)] * 4096) + random.Next(4096);
            damaged[position] ^= (byte)(1 << random.Next(8));
            foreach (var leftover in Directory.EnumerateFiles(DataFolder, "catalog.db*"))
                File.Delete(leftover);
            await File.WriteAllBytesAsync(Catalogue, damaged);

            try
            {
                await RunAsync();
                await RunAsync();
            }
            catch (SetupException)
            {
                refused++;
            }

            Assert.That(Files(), Is.EqualTo((Pictures, 0)), $"after byte {position} was changed");
        }

        TestContext.Out.WriteLine($"{Flips} flips, {refused} of which kept the library from opening");
        AssertNoneLost(Enumerable.Range(0, Pictures));
    }

    [Test]
    public async Task Open_RowsThatTheIndexLacks_StaysAndSaysThatTheCatalogueIsDamaged()
    {
        await AddAndCloseAsync(Enumerable.Range(0, 12));
        AddUnindexed(Unindexed(PutOriginal("named by the table alone")));

        await RunAsync();

        Assert.That(Files(), Is.EqualTo((13, 0)));
        Assert.That(Log.Warnings.Single(), Does.Contain("the catalogue is damaged").And.Contain("REINDEX"));
        Assert.That(Log.All, Has.Some.StartsWith("Error").And.Contains("images_sha256"));
        Tamper("REINDEX images");
        await RunAsync();
        Assert.That(Log.Warnings, Is.Empty, "it is whole again");
    }

    [Test]
    public async Task Remove_AnotherRowThatTheIndexLacks_KeepsTheOriginal()
    {
        var library = await OpenAsync();
        var image = await AddAsync(library, 1);
        await library.DisposeAsync();
        AddUnindexed(image.Sha256);
        library = await OpenAsync();

        await library.Images.RemoveAsync(new ImageSelection.ByIds([image.Id]), CancellationToken.None);

        Assert.That((await library.Images.Catalog.CountsAsync(CancellationToken.None)).Total, Is.EqualTo(1));
        Assert.That(library.Images.OriginalPath(image), Does.Exist);
    }

    private static string Unindexed(string path) => Path.GetFileName(Path.GetDirectoryName(path)) + Path.GetFileNameWithoutExtension(path);

    /// <summary>The pages of one index, from 0; of null, all but the first.</summary>
    private List<int> PagesOf(string? index)
    {
        using var connection = new SqliteConnection($"Data Source={Catalogue};Pooling=False");
        connection.Open();
        Assert.That(connection.ExecuteScalar<int>("PRAGMA page_size"), Is.EqualTo(4096));
        return index is null
            ? Enumerable.Range(1, connection.ExecuteScalar<int>("PRAGMA page_count") - 1).ToList()
            : connection.Query<int>("SELECT rootpage - 1 FROM sqlite_schema WHERE name = @index", new { index }).ToList();
    }
}
