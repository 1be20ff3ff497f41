using System.Collections.Frozen;
using System.Text;

namespace NasPipelines.Files.Pickles;

/// <summary>The globals that the files of benchmarks and image sets name.</summary>
internal static class PickleGlobals
{
    private static readonly PickleGlobal Ordered = new("collections.OrderedDict", MakeOrdered);

    private static readonly PickleGlobal Encode = new("_codecs.encode", arguments => arguments.Text(1) is "latin1" or "latin-1"
        ? new(arguments.Bytes(0))
        : throw new InvalidDataException($"_codecs.encode to {ShownText.Of(arguments.Text(1))} is not read"));

    /// <summary>Containers and numpy.</summary>
    public static FrozenDictionary<string, PickleGlobal> Numpy { get; } = NumpyGlobals.All
        .Concat([new(Ordered.Name, Ordered), new(Encode.Name, Encode)])
        .ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>These and PyTorch's tensors.</summary>
    public static FrozenDictionary<string, PickleGlobal> Torch { get; } =
        Numpy.Concat(TorchGlobals.All).ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>These and what training scripts put beside tensors: their arguments, above all.</summary>
    public static FrozenDictionary<string, PickleGlobal> Checkpoint { get; } =
        Torch.Concat(CheckpointGlobals.All).ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Empty, or of pairs as Python 2 wrote it.</summary>
    private static PickleValue MakeOrdered(PickleArguments arguments)
    {
        var made = new PickleDictionary();
        if (arguments.Count > 0)
        {
            var pairs = arguments.Content<PickleList>(0, "a list of pairs").Items;
            arguments.Budget.Take(PickleSize.Entry * (long)pairs.Count);
            foreach (var pair in pairs)
            {
                var items = pair.Content switch
                {
                    PickleList list => list.Items,
                    PickleTuple tuple => tuple.Items,
                    _ => (IReadOnlyList<PickleValue>)[],
                };
                if (items.Count != 2)
                {
                    throw new InvalidDataException($"collections.OrderedDict is made of pairs (found {pair})");
                }

                made.Set(items[0], items[1]);
            }
        }

        return new(made);
    }
}
