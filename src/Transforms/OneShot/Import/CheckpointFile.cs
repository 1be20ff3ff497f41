using NasPipelines.Files;
using NasPipelines.Files.Pickles;

namespace NasPipelines.OneShot.Import;

/// <summary>
/// A checkpoint of a training script: <c>torch.save</c> of a dictionary with the weights somewhere in it. Optimisers, schedules and found
/// architectures are read over.
/// </summary>
internal sealed class CheckpointFile
{
    private const long MaxBytes = 4L << 30;

    // A dictionary that shares its parts could stand for endless content.
    private const int MostLevels = 4;

    private static readonly string[] Unread = ["optim", "sched", "genotype", "rng_state"];

    private CheckpointFile(string path, PickleValue root, IReadOnlyDictionary<string, byte[]> storages) =>
        (Path, Root, Storages) = (path, root, storages);

    public string Path { get; }

    public PickleValue Root { get; }

    /// <summary>The bytes of tensors, by the keys of their storages.</summary>
    public IReadOnlyDictionary<string, byte[]> Storages { get; }

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="choose">The tensors whose numbers are read, of all dictionaries of tensors; null reads no numbers.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It is damaged, or names what is not allowed.</exception>
    public static CheckpointFile Read(string path, Func<CheckpointFile, IEnumerable<TorchTensor>>? choose)
    {
        var options = new PickleOptions
        {
            Globals = PickleGlobals.Checkpoint,
            Skip = IsUnread,
            KeepsSkippedKeys = true,
            SkipsUnknownGlobals = true,
        };
        var file = TorchFile.Read(path, options, MaxBytes, choose is null ? null : root =>
            choose(new(path, root, new Dictionary<string, byte[]>())).Select(tensor => tensor.Storage.Key)
                .ToHashSet(StringComparer.Ordinal).Contains);
        return new(path, file.Root, file.Storages);
    }

    /// <summary>The dictionaries that hold tensors, outermost first, with the keys that lead to them.</summary>
    public IReadOnlyList<(string Key, IReadOnlyDictionary<string, TorchTensor> Tensors)> TensorDictionaries()
    {
        List<(string, IReadOnlyDictionary<string, TorchTensor>)> found = [];
        foreach (var (key, dictionary) in Dictionaries())
        {
            var tensors = new Dictionary<string, TorchTensor>(StringComparer.Ordinal);
            foreach (var (name, value) in dictionary.Entries)
            {
                if (name.Content is string text && value.Content is TorchTensor tensor)
                {
                    tensors[text] = tensor;
                }
            }

            if (tensors.Count > 0)
            {
                found.Add((key, tensors));
            }
        }

        return found;
    }

    /// <summary>A value beside the weights, such as <c>epoch</c>, or one of the script's arguments.</summary>
    public PickleValue Find(string key)
    {
        var root = Root.Content as PickleDictionary;
        var arguments = (root?.Find("args") ?? default).Content switch
        {
            PickleNamespace names => names.Fields,
            PickleDictionary names => names,
            _ => null,
        };
        return (root?.Find(key) ?? default) is { Kind: not PickleKind.Absent } own ? own : arguments?.Find(key) ?? default;
    }

    /// <summary>The whole number of <see cref="Find"/>; null where it is none.</summary>
    public int? Integer(string key) =>
        Find(key) is { Kind: PickleKind.Integer, Integer: >= 0 and <= int.MaxValue } value ? (int)value.Integer : null;

    /// <summary>The text of <see cref="Find"/>; null where it is none.</summary>
    public string? Text(string key) => Find(key).Content as string;

    /// <summary>Everything, in the file's order.</summary>
    public IReadOnlyList<CheckpointEntry> Entries()
    {
        List<CheckpointEntry> entries = [];
        foreach (var (path, dictionary) in Dictionaries())
        {
            foreach (var (key, value) in dictionary.Entries.Where(entry => !IsDictionary(entry.Value)))
            {
                entries.Add(Entry($"{path}{Shown(key)}", value));
            }
        }

        return entries.Count > 0 || IsDictionary(Root) ? entries : [Entry("(the whole)", Root)];
    }

    private static bool IsUnread(string key) => Array.Exists(Unread, part => key.Contains(part, StringComparison.OrdinalIgnoreCase));

    private static bool IsDictionary(PickleValue value) => value.Content is PickleDictionary or PickleNamespace;

    private static string Shown(PickleValue key) => key.Content is string text ? ShownText.Of(text, 200) : key.ToString();

    private static CheckpointEntry Entry(string key, PickleValue value) => value.Content switch
    {
        TorchTensor tensor => new(key, Dtype(tensor.Storage.Type), [.. tensor.Size]),
        PickleTuple { Items.Length: > 4 and var count } => new(key, $"tuple of {count}"),
        PickleList list => new(key, $"{(list.IsSet ? "set" : "list")} of {list.Items.Count}"),
        NumpyArray array => new(key, $"numpy {array.Type?.Code}", [.. array.Shape]),
        _ when value.IsSkipped => new(key, "not read"),
        _ => new(key, value.Kind.ToString().ToLowerInvariant(), value: value.ToString()),
    };

    private static string Dtype(NumpyType type) => type.Code switch
    {
        "b1" => "bool",
        ['f', ..] => $"float{8 * type.Size}",
        ['u', ..] => $"uint{8 * type.Size}",
        _ => $"int{8 * type.Size}",
    };

    // Each once, however often it is held.
    private List<(string Key, PickleDictionary Dictionary)> Dictionaries()
    {
        List<(string, PickleDictionary)> found = [];
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        Visit("", Root, 1);
        return found;

        void Visit(string path, PickleValue value, int level)
        {
            var dictionary = value.Content as PickleDictionary ?? (value.Content as PickleNamespace)?.Fields;
            if (dictionary is null || !seen.Add(dictionary))
            {
                return;
            }

            found.Add((path, dictionary));
            foreach (var (key, inner) in dictionary.Entries.Where(entry => level < MostLevels && IsDictionary(entry.Value)))
            {
                Visit($"{path}{Shown(key)}.", inner, level + 1);
            }
        }
    }
}
