using System.CommandLine;
using ImageSearch.Engine.Intake;

namespace ImageSearch.Cli.Verbs;

/// <summary>Where the categories of a folder's pictures come from.</summary>
internal static class CategoryOption
{
    public static Option<string> Create()
    {
        var option = new Option<string>("--categories")
        {
            Description = "Where categories come from: nowhere, the folder that a picture lies in, or its name (t-shirt-001.jpg is a t-shirt).",
            HelpName = "none|folder|prefix",
            DefaultValueFactory = _ => "none",
        };
        option.TakeOneOf("none", "folder", "prefix");
        return option;
    }

    public static FolderCategories Read(ParseResult parsed, Option<string> option) =>
        Enum.Parse<FolderCategories>(parsed.GetValue(option)!, ignoreCase: true);
}
