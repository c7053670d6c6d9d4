using ImageSearch.Engine.Intake;
using ImageSearch.Engine.Pictures;
using ImageSearch.Imaging;
using ImageSearch.Tests.Storage;

namespace ImageSearch.Tests.Library;

public class IntakePlanTests
{
    private static readonly AddOptions Keep = AddOptions.Default with { OnDuplicate = DuplicatePolicy.Keep };

    [Test]
    public void Add_NewContents_ArePlacedAndAdded()
    {
        var plan = Plan([]);
        plan.Add([File("a"), File("b")], AddOptions.Default with { Category = "cats", Tags = ["x"] });

        Assert.That(plan.Placements, Has.Count.EqualTo(2));
        Assert.That(
            plan.Additions.Select(image => (image.Name, image.Category, image.Tags[0])),
            Is.EqualTo(new[] { ("a.jpg", "cats", "x"), ("b.jpg", "cats", "x") }));
        Assert.That(Outcomes(plan), Is.EqualTo(new[] { "a.jpg Added 1, b.jpg Added 2" }));
    }

    [Test]
    public void Add_SameContentTwiceInOneGroup_IsPlacedOnceAndADuplicateOfTheFirst()
    {
        var plan = Plan([]);
        plan.Add([File("a"), File("a", "again.jpg")], AddOptions.Default);
        plan.Add([File("a", "third.jpg")], AddOptions.Default);

        Assert.That(plan.Placements, Has.Count.EqualTo(1));
        Assert.That(Outcomes(plan), Is.EqualTo(new[] { "a.jpg Added 1, again.jpg Duplicate 1", "third.jpg Duplicate 1" }));
    }

    [Test]
    public void Add_KnownContent_IsADuplicateOfIt()
    {
        var plan = Plan([Known("a", 77)]);
        plan.Add([File("a", "new.jpg"), File("b")], AddOptions.Default);

        Assert.That(plan.Placements.Select(file => file.File.Name), Is.EqualTo(new[] { "b.jpg" }));
        Assert.That(Outcomes(plan), Is.EqualTo(new[] { "new.jpg Duplicate 77, b.jpg Added 1" }));
    }

    [Test]
    public void Add_KnownContentToKeep_BecomesAPictureOfItsOwnWithoutAnotherFile()
    {
        var plan = Plan([Known("a", 77)]);
        plan.Add([File("a", "one.jpg"), File("a", "two.jpg"), File("b"), File("b", "bb.jpg")], Keep);

        Assert.That(plan.Placements.Select(file => file.File.Name), Is.EqualTo(new[] { "b.jpg" }));
        Assert.That(Outcomes(plan), Is.EqualTo(new[] { "one.jpg Added 1, two.jpg Added 2, b.jpg Added 3, bb.jpg Added 4" }));
    }

    [Test]
    public void Add_KnownContentWhoseFileIsLost_IsPlacedAgain()
    {
        var plan = new IntakePlan(new Dictionary<string, ImageRecord> { [Pictures.Sha256("a")] = Known("a", 77) }, _ => false);
        plan.Add([File("a"), File("a")], AddOptions.Default);

        Assert.That(plan.Placements, Has.Count.EqualTo(1));
        Assert.That(Outcomes(plan), Is.EqualTo(new[] { "a.jpg Duplicate 77, a.jpg Duplicate 77" }));
    }

    [Test]
    public void Add_Rejected_StopsNoneOfTheOthers()
    {
        var plan = Plan([]);
        var rejection = new Rejection(RejectionReason.Empty, "empty");
        plan.Add([new Candidate(Spooled("x", "x.jpg"), null, rejection), File("a")], AddOptions.Default);

        Assert.That(Outcomes(plan), Is.EqualTo(new[] { "x.jpg Rejected empty, a.jpg Added 1" }));
    }

    private static IntakePlan Plan(IEnumerable<ImageRecord> known) => new(known.ToDictionary(image => image.Sha256), _ => true);

    private static SpooledFile Spooled(string content, string name) => new("", name, 10, Pictures.Sha256(content), null);

    private static Candidate File(string content, string? name = null) =>
        new(Spooled(content, name ?? $"{content}.jpg"), new ImageHeader(ImageFormat.Jpeg, 4, 3, 1), null);

    private static ImageRecord Known(string content, long id) => new()
    {
        Id = id,
        Name = "known.jpg",
        FileName = "known.jpg",
        Sha256 = Pictures.Sha256(content),
        Format = ImageFormat.Jpeg,
        Width = 4,
        Height = 3,
        Bytes = 10,
        Category = null,
        Tags = [],
        AddedAt = default,
        Status = ImageStatus.Indexed,
        Problem = null,
    };

    /// <summary>The catalogue numbers the additions from 1.</summary>
    private static IEnumerable<string> Outcomes(IntakePlan plan)
    {
        var added = plan.Additions.Select((image, i) => Known(image.Name, i + 1)).ToList();
        return plan.Outcomes(added).Select(request => string.Join(
            ", ", request.Select(outcome => $"{outcome.Name} {outcome.Result} {outcome.Image?.Id.ToString() ?? outcome.Rejection!.Detail}")));
    }
}
