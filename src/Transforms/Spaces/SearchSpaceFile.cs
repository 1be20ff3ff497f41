using System.Text.Json;
using NasPipelines.Files;
using NasPipelines.Spaces.Described;

namespace NasPipelines.Spaces;

/// <summary>Search spaces that files describe: cells on a skeleton, or chains of blocks.</summary>
public static class SearchSpaceFile
{
    private const int MostBytes = 1 << 20;

    /// <summary>The space that a file describes; equal descriptions are equal spaces in journals and files.</summary>
    /// <param name="path">A <c>.json</c> file.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It is no description of a space; the message names every fault and its place.</exception>
    public static SearchSpace Load(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        InputFile.Require(path);
        if (new FileInfo(path).Length is > MostBytes and var length)
        {
            throw new InvalidDataException($"{path} has {length} bytes; a description of a space has at most {MostBytes}");
        }

        try
        {
            var description = SpaceDescription.Parse(File.ReadAllText(path));
            DescriptionRules.Check(description);
            DescribedSpace space = description.Cell is null ? new ChainSpace(description) : new CellSpace(description);
            return space.Choices.Count > 0
                ? space
                : throw new ArgumentException("nothing is chosen: a choice needs several values.");
        }
        catch (Exception e) when (e is JsonException or ArgumentException or InvalidOperationException or FormatException)
        {
            throw new InvalidDataException($"{path} describes no search space: {e.Message.ReplaceLineEndings(" ")}", e);
        }
    }
}
