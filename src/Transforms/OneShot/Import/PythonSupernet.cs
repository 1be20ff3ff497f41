using System.Globalization;
using NasPipelines.Files;
using NasPipelines.Images;
using NasPipelines.Networks.Parameters;
using NasPipelines.Spaces;

namespace NasPipelines.OneShot.Import;

/// <summary>Supernets that published Python code trained: <c>nas.Trainers.ImportSupernet</c>.</summary>
public static class PythonSupernet
{
    private static readonly string[] Wrappers = ["", "module.", "_orig_mod.", "model.", "module.model.", "supernet.", "network."];

    /// <summary>
    /// Makes a supernet of a checkpoint. The file is read as data, whatever it names; optimisers and schedules are not read. Weights are
    /// taken as they are: biases of normalised convolutions are taken off the running means, which is exact.
    /// </summary>
    /// <param name="path">A file of <c>torch.save</c>, of either form.</param>
    /// <param name="options">What the checkpoint does not tell of itself; null for nothing.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="ArgumentException">An option is wrong.</exception>
    /// <exception cref="InvalidDataException">
    /// The file is damaged, of no known layout or of several, lacks weights, has weights that are not finite, or is of a network that is
    /// none of the space's.
    /// </exception>
    public static ImportedSupernet Import(string path, SupernetImportOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        options ??= new();
        options.Validate();
        (SupernetLayout Layout, CheckpointTensors Tensors, SearchSpace Space)? chosen = null;
        var file = CheckpointFile.Read(path, head =>
        {
            chosen = Choose(head, options);
            return chosen.Value.Tensors.All;
        });
        var (layout, tensors, space) = (chosen!.Value.Layout, chosen.Value.Tensors.Of(file), chosen.Value.Space);
        try
        {
            return Make(layout, tensors, space, options);
        }
        catch (NotSupportedException e)
        {
            throw new InvalidDataException($"{path}: {e.Message}", e);
        }
    }

    /// <summary>What a checkpoint holds, without its numbers.</summary>
    /// <param name="path">A file of <c>torch.save</c>, of either form.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is damaged, or names what is not allowed.</exception>
    public static IReadOnlyList<CheckpointEntry> Inspect(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return CheckpointFile.Read(path, null).Entries();
    }

    private static ImportedSupernet Make(
        SupernetLayout layout, CheckpointTensors tensors, SearchSpace space, SupernetImportOptions options)
    {
        var form = layout.Describe(tensors, space, options);
        try
        {
            form.Network.Validate();
        }
        catch (ArgumentException e)
        {
            throw tensors.Fault($"it asks for a network that cannot be: {e.Message}");
        }

        var importer = new SupernetImporter(tensors, layout, form);
        var values = importer.Read(space.BuildSupernet(form.Network));
        var data = DataSet.Of(tensors.File);
        var sha256 = InputFile.Sha256(tensors.File.Path);
        var training = new Dictionary<string, string> { ["import.layout"] = layout.Name, ["import.sha256"] = sha256 };
        if (tensors.File.Integer("epoch") is { } epoch)
        {
            training["epochs"] = epoch.ToString(CultureInfo.InvariantCulture);
        }

        var supernet = SupernetModel.Create(
            space,
            form.Network,
            ParameterSource.Stored(values, $"imported from a checkpoint of layout {layout.Name}, SHA-256 {sha256}"),
            new()
            {
                Normalisation = options.Normalisation ?? data.Normalisation(form.Network.ImageChannels),
                Seed = tensors.File.Integer("rand_seed"),
                Training = training,
                Part = form.Part,
            });
        return new(supernet, layout.Name, tensors.Unused, importer.MissingStatistics, [.. Notes()]);

        IEnumerable<string> Notes()
        {
            yield return $"layout {layout.Name} of {space.Name}: {form.Network.Channels} channels, {form.Network.CellsPerStage} cells per "
                + $"stage, {form.Network.Classes} classes, images of {form.Network.ImageSize} × {form.Network.ImageSize}";
            if (form.Part is { } part)
            {
                yield return $"it is of the part of the space {part.Describe(space)}: other architectures get no score from it";
            }

            yield return options.Normalisation is not null ? "pixels are normalised as asked for"
                : $"pixels are normalised as those of {data.Name}{(data.IsKnown ? "" : ", which the checkpoint does not tell")}";
            foreach (var note in importer.Notes)
            {
                yield return note;
            }

            if (layout.Difference is { } difference)
            {
                yield return $"the network that was trained is another: {difference}";
            }
        }
    }

    private static (SupernetLayout, CheckpointTensors, SearchSpace) Choose(CheckpointFile file, SupernetImportOptions options)
    {
        var dictionaries = file.TensorDictionaries();
        if (dictionaries.Count == 0)
        {
            throw new InvalidDataException(
                $"{file.Path}: it holds no dictionary of tensors; it holds {ShownText.List([.. file.Entries().Select(e => e.Key)], 8)}");
        }

        var asked = SupernetLayouts.All.Where(layout =>
            (options.Layout is null || layout.Name == SupernetLayouts.NameOf(options.Layout))
            && (options.SearchSpace is null || layout.Spaces.Contains(options.SearchSpace.Name))).ToList();
        if (asked.Count == 0)
        {
            var layouts = SupernetLayouts.All.Select(l => $"{l.Name} ({string.Join(", ", l.Spaces)})");
            throw new ArgumentException(
                (options.Layout is null ? "No layout" : $"No {nameof(options.Layout)} '{options.Layout}'")
                    + $" is of {options.SearchSpace?.Name}; layouts are {string.Join(", ", layouts)}.");
        }

        var found = Recognised(file, dictionaries, asked);
        if (found.Count == 0)
        {
            var others = Recognised(file, dictionaries, SupernetLayouts.All);
            var keys = ShownText.List([.. dictionaries.MaxBy(d => d.Tensors.Count).Tensors.Keys], 4);
            throw new InvalidDataException(
                $"{file.Path}: its keys are not of layout {string.Join(" or ", asked.Select(l => l.Name).Distinct())}"
                    + (others.Count > 0 ? $"; they look like {Describe(others)}" : $" ({keys})"));
        }

        if (found.Count > 1)
        {
            throw new InvalidDataException($"{file.Path}: its keys are of several layouts, {Describe(found)}: Layout must name one");
        }

        var (layout, tensors) = found[0];
        var space = options.SearchSpace ?? (layout.Spaces.Count == 1
            ? SpaceOf(layout.Spaces[0])
            : throw new InvalidDataException(
                $"{file.Path}: layout {layout.Name} is of several spaces, {string.Join(", ", layout.Spaces)}: SearchSpace must name one"));
        return (layout, tensors, space);

        static string Describe(IEnumerable<(SupernetLayout Layout, CheckpointTensors Tensors)> layouts) =>
            string.Join(" and ", layouts.Select(l => $"{l.Layout.Name} of {string.Join(", ", l.Layout.Spaces)}").Distinct());
    }

    private static SearchSpace SpaceOf(string name) =>
        SearchSpaces.Get(name, [SearchSpaces.NasBench1Shot1Sub1, SearchSpaces.NasBench1Shot1Sub2]);

    // The outermost dictionary that fits is taken: what lies deeper may be a copy, as of averaged weights.
    private static List<(SupernetLayout Layout, CheckpointTensors Tensors)> Recognised(
        CheckpointFile file,
        IReadOnlyList<(string Key, IReadOnlyDictionary<string, Files.Pickles.TorchTensor> Tensors)> dictionaries,
        IReadOnlyList<SupernetLayout> layouts)
    {
        foreach (var (key, tensors) in dictionaries)
        {
            foreach (var wrapper in Wrappers)
            {
                var candidate = new CheckpointTensors(file, key, wrapper, tensors);
                var found = layouts.Where(layout => layout.Recognises(candidate)).Select(layout => (layout, candidate)).ToList();
                if (found.Count > 0)
                {
                    return found;
                }
            }
        }

        return [];
    }
}
