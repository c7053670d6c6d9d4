using System.Security.Cryptography;
using ImageSearch.Engine.Intake;
using ImageSearch.Engine.Local.Files;
using ImageSearch.Engine.Pictures;

namespace ImageSearch.Tests.Library;

public class SpoolTests
{
    private string _folder = "";
    private DataDirectory _data = null!;
    private Spool _spool = null!;

    [SetUp]
    public void Open()
    {
        _folder = Directory.CreateTempSubdirectory("imagesearch-").FullName;
        _data = DataDirectory.Open(_folder);
        _spool = new Spool(_data.Temporary);
    }

    [TearDown]
    public void Delete()
    {
        _data.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Test]
    public async Task TakeAsync_AtTheLimit_IsKeptWithItsHash([Values(0, 1, 300_000)] int length)
    {
        var bytes = new byte[length];
        new Random(1).NextBytes(bytes);

        using (var file = await _spool.TakeAsync(new MemoryStream(bytes), "../a.jpg", length, CancellationToken.None))
        {
            Assert.That((file.Name, file.Bytes, file.Rejection), Is.EqualTo(("a.jpg", length, (Rejection?)null)));
            Assert.That(file.Sha256, Is.EqualTo(Convert.ToHexStringLower(SHA256.HashData(bytes))));
            Assert.That(File.ReadAllBytes(file.Path), Is.EqualTo(bytes));
        }

        Assert.That(Left, Is.Empty);
    }

    [Test]
    public async Task TakeAsync_OverTheLimit_IsReadToItsEndAndNotKept()
    {
        var source = new MemoryStream(new byte[500_000]);

        using var file = await _spool.TakeAsync(source, "a.jpg", 100_000, CancellationToken.None);

        Assert.That(source.Position, Is.EqualTo(500_000));
        Assert.That(
            (file.Rejection!.Reason, file.Rejection.Limit, file.Rejection.Actual),
            Is.EqualTo((RejectionReason.TooManyBytes, (long?)100_000, (long?)500_000)));
        Assert.That(file.Rejection.Detail, Does.Contain("488.3 KiB").And.Contain("97.7 KiB"));
        Assert.That(Left, Is.Empty);
    }

    [Test]
    public async Task TakeAsync_ClientGoesAway_LeavesNothing()
    {
        using var gone = new CancellationTokenSource();
        using var source = new Stalling(gone);

        await Assert.ThatAsync(() => _spool.TakeAsync(source, "a.jpg", 1 << 20, gone.Token), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(Left, Is.Empty);
    }

    [Test]
    public async Task TakeAsync_ConnectionBreaks_LeavesNothing()
    {
        using var source = new Stalling(null);

        await Assert.ThatAsync(() => _spool.TakeAsync(source, "a.jpg", 1 << 20, CancellationToken.None), Throws.TypeOf<IOException>());
        Assert.That(Left, Is.Empty);
    }

    private IEnumerable<string> Left => Directory.EnumerateFiles(_data.Temporary);

    /// <summary>Returns a few bytes; then the client disconnects or the connection breaks.</summary>
    private sealed class Stalling(CancellationTokenSource? gone) : MemoryStream(new byte[5000])
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (Position < 4000)
                return await base.ReadAsync(buffer[..Math.Min(buffer.Length, 1000)], cancellationToken);
            if (gone is null)
                throw new IOException("Connection reset by peer");
            await gone.CancelAsync();
            cancellationToken.ThrowIfCancellationRequested();
            return 0;
        }
    }
}
