using System.Text.RegularExpressions;

namespace NasPipelines.Spaces.Described;

/// <summary>Makes a search space of a description: of cells, or a chain of blocks.</summary>
internal static partial class SpaceReader
{
    /// <summary>The space; null where faults were noted.</summary>
    public static SearchSpace? Read(DescriptionReader reader)
    {
        var (name, description) = (Name(reader), reader.Text("description", " ").Trim());
        if (!reader.Has("cell"))
        {
            var chain = ChainDescription.Read(reader, name, description.Length == 0 ? name : description);
            reader.RefuseOthers();
            return reader.Faults.Count == 0 ? new ChainSpace(chain) : null;
        }

        var cells = CellDescription.Read(reader, name, description.Length == 0 ? name : description);
        reader.RefuseOthers();
        return reader.Faults.Count == 0 ? new CellSpace(cells!) : null;
    }

    /// <summary>An odd side of a kernel.</summary>
    public static int OddKernel(DescriptionReader reader, string name, int missing)
    {
        var kernel = reader.Integer(name, 1, 31, missing);
        if (kernel % 2 == 0)
        {
            reader.Fault(name, $"must be odd (was {kernel})");
        }

        return kernel;
    }

    private static string Name(DescriptionReader reader)
    {
        var name = reader.Text("name");
        if (name.Length > 0 && !NameForm().IsMatch(name))
        {
            reader.Fault("name", "must be lower-case letters, digits, '-', '_' and '.', at most 64, a letter first");
        }
        else if (SearchSpaces.All.Any(space => space.Name == name))
        {
            reader.Fault("name", $"is that of a listed space, {name}; give yours another");
        }

        return name;
    }

    [GeneratedRegex("^[a-z][a-z0-9._-]{0,63}$")]
    private static partial Regex NameForm();
}
