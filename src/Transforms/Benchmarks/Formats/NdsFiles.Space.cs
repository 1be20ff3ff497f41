using NasPipelines.Files;
using NasPipelines.Spaces;
using static System.FormattableString;

namespace NasPipelines.Benchmarks.Formats;

internal sealed partial class NdsFiles
{
    /// <summary>Nets of other design spaces have the same fields; as nets of this one they would be other networks.</summary>
    /// <exception cref="InvalidDataException">The net is of another space.</exception>
    private void RequireOfSpace(string where, Net net, string text)
    {
        if (net.BlockType is { } block && block != _block)
        {
            throw new InvalidDataException($"{where}: net.block_type is '{ShownText.Of(block)}', the networks of {_family} have {_block}; "
                + "this is a file of another space");
        }

        if (!_grouped && net.Groups?.Skip(1).FirstOrDefault(groups => groups != 1, 1) is { } found and not 1)
        {
            throw new InvalidDataException(Invariant($"{where}: net.num_gs has {found} groups, the networks of {_family} have none"));
        }

        try
        {
            SearchSpaces.Get(Space).Parse(text);
        }
        catch (FormatException fault)
        {
            throw new InvalidDataException($"{where}: the net is none of {_family}: {fault.Message}", fault);
        }
    }
}
