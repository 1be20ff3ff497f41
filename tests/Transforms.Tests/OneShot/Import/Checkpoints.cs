using NasPipelines.Fixtures.Files;
using NasPipelines.Networks;
using NasPipelines.Spaces;

namespace NasPipelines.Tests.OneShot.Import;

/// <summary>A checkpoint of each layout, with the published keys written out.</summary>
internal static class Checkpoints
{
    public static readonly NetworkOptions Small201 = new() { Channels = 4, CellsPerStage = 2, ImageSize = 8, AffineCells = false };
    public static readonly NetworkOptions Small = new() { Channels = 4, CellsPerStage = 1, ImageSize = 8, AffineCells = false };

    private static readonly (string Name, int Index)[] Convolutions201 = [("nor_conv_1x1", 2), ("nor_conv_3x3", 3)];

    private static readonly string[] Darts =
        ["none", "max_pool_3x3", "avg_pool_3x3", "skip_connect", "sep_conv_3x3", "sep_conv_5x5", "dil_conv_3x3", "dil_conv_5x5"];

    /// <summary>AutoDL-Projects, and its generic model with an underscore before the names.</summary>
    /// <param name="underscore">What stands before the names of stem and cells.</param>
    /// <param name="tracked">Whether the cells track statistics.</param>
    /// <param name="split">Few-shot: the edge with one operation, and its index.</param>
    public static Checkpoint AutoDl(string underscore = "", bool tracked = true, (int From, int To, int Operation)? split = null)
    {
        var made = new Checkpoint(SearchSpaces.NasBench201, Small201);
        made.Convolution($"{underscore}stem.0", "stem.conv");
        made.Norm($"{underscore}stem.1", "stem.bn", affine: true);
        for (int cell = 0, normal = 0, reduction = 0; cell < 8; cell++)
        {
            if (cell is 2 or 5)
            {
                Reduction(made, $"{underscore}cells.{cell}", reduction++);
                continue;
            }

            foreach (var (from, to) in Edges())
            {
                foreach (var (name, index) in Convolutions201)
                {
                    var (ours, splits) = ($"cells.{normal}.edge.{from}-{to}.{name}", split is var (f, t, _) && (f, t) == (from, to));
                    if (!splits || split!.Value.Operation == index)
                    {
                        var theirs = $"{underscore}cells.{cell}.edges.{to}<-{from}.{(splits ? 0 : index)}.op";
                        var bias = made.Bias($"{ours}.bn");
                        made.Convolution($"{theirs}.1", ours, bias);
                        made.Norm($"{theirs}.2", $"{ours}.bn", affine: false, tracked, bias);
                    }
                }
            }

            normal++;
        }

        made.Norm("lastact.0", "head.bn", affine: true);
        made.Linear("classifier", "classifier");
        made.AddUnused("arch_parameters", 6, 5);
        return made;
    }

    public static Checkpoint AwNas201()
    {
        var made = new Checkpoint(SearchSpaces.NasBench201, Small201);
        made.Convolution("stem.op.0", "stem.conv");
        made.Norm("stem.op.1", "stem.bn", affine: true);
        for (int cell = 0, normal = 0, reduction = 0; cell < 8; cell++)
        {
            if (cell is 2 or 5)
            {
                Reduction(made, $"cells.{cell}", reduction++);
                continue;
            }

            foreach (var (from, to) in Edges())
            {
                foreach (var (name, index) in Convolutions201)
                {
                    var theirs = $"cells.{cell}.edge_mod.f_{from}_t_{to}.p_ops.{index}.op";
                    made.Convolution($"{theirs}.1", $"cells.{normal}.edge.{from}-{to}.{name}");
                    made.Norm($"{theirs}.2", $"cells.{normal}.edge.{from}-{to}.{name}.bn", affine: false);
                }
            }

            normal++;
        }

        made.Norm("lastact.0", "head.bn", affine: true);
        made.Linear("classifier", "classifier");
        return made;
    }

    /// <summary>NASLib: five cells per stage, as its graph has; cells track no statistics.</summary>
    public static Checkpoint NasLib()
    {
        var made = new Checkpoint(SearchSpaces.NasBench201, new NetworkOptions(Small201) { CellsPerStage = 5 });
        made.Convolution("makrograph-edge(1,2).seq.0", "stem.conv");
        made.Norm("makrograph-edge(1,2).seq.1", "stem.bn", affine: true);
        int[] starts = [2, 3, 4, 5, 6, 8, 9, 10, 11, 12, 14, 15, 16, 17, 18];
        for (var normal = 0; normal < starts.Length; normal++)
        {
            foreach (var (from, to) in Edges())
            {
                foreach (var (name, index) in ((string, int)[])[("nor_conv_3x3", 2), ("nor_conv_1x1", 3)])
                {
                    var (cell, edge) = ($"({starts[normal]},{starts[normal] + 1})", $"({from + 1},{to + 1})");
                    var theirs = $"makrograph-edge{cell}.cell-edge{edge}.primitive-{index}.op";
                    made.Convolution($"{theirs}.1", $"cells.{normal}.edge.{from}-{to}.{name}");
                    made.Norm($"{theirs}.2", $"cells.{normal}.edge.{from}-{to}.{name}.bn", affine: false, tracked: false);
                }
            }
        }

        Reduction(made, "makrograph-edge(7,8)", 0);
        Reduction(made, "makrograph-edge(13,14)", 1);
        made.Norm("makrograph-edge(19,20).op.0", "head.bn", affine: true);
        made.Linear("makrograph-edge(19,20).op.4", "classifier");
        made.AddUnused("makrograph-edge(2,3).cell-edge(1,2).alpha", 5);
        return made;
    }

    /// <summary>DARTS, of quark0 or in aw_nas.</summary>
    /// <param name="awnas">Whether in aw_nas.</param>
    /// <param name="withNone">Whether the operation "none" has an index.</param>
    public static Checkpoint OfDarts(bool awnas, bool withNone = true)
    {
        var made = new Checkpoint(SearchSpaces.NasBench301, Small);
        made.Convolution(awnas ? "stem.op.0" : "stem.0", "stem.conv");
        made.Norm(awnas ? "stem.op.1" : "stem.1", "stem.bn", affine: true);
        for (var cell = 0; cell < 5; cell++)
        {
            for (var input = 0; input < 2; input++)
            {
                var theirs = awnas ? $"cells.{cell}.preprocess_ops.{input}" : $"cells.{cell}.preprocess{input}";
                var ours = $"cells.{cell}.preprocess.{input}";
                if (input == 0 && cell is 2 or 4)
                {
                    Halves(theirs, ours);
                }
                else
                {
                    made.Convolution($"{theirs}.op.1", ours);
                    made.Norm($"{theirs}.op.2", $"{ours}.bn", affine: false);
                }
            }

            var edge = 0;
            for (var to = 2; to < 6; to++)
            {
                for (var from = 0; from < to; from++, edge++)
                {
                    Edge(
                        awnas ? $"cells.{cell}.edge_mod.f_{from}_t_{to}.p_ops" : $"cells.{cell}._ops.{edge}._ops",
                        $"cells.{cell}.edge.{from}-{to}", cell is 1 or 3 && from < 2);
                }
            }
        }

        made.Linear("classifier", "classifier");
        return made;

        void Edge(string theirs, string ours, bool halved)
        {
            for (var i = 1; i < Darts.Length; i++)
            {
                var (module, own) = ($"{theirs}.{(withNone ? i : i - 1)}", $"{ours}.{Darts[i]}");
                switch (Darts[i])
                {
                    case "max_pool_3x3" or "avg_pool_3x3":
                        made.Norm($"{module}.1", $"{own}.bn", affine: false);
                        break;
                    case "skip_connect":
                        if (halved)
                        {
                            Halves(module, own);
                        }

                        break;
                    case "dil_conv_3x3" or "dil_conv_5x5":
                        made.Convolution($"{module}.op.1", $"{own}.depthwise");
                        made.Convolution($"{module}.op.2", $"{own}.pointwise");
                        made.Norm($"{module}.op.3", $"{own}.bn", affine: false);
                        break;
                    default:
                        made.Convolution($"{module}.op.1", $"{own}.0.depthwise");
                        made.Convolution($"{module}.op.2", $"{own}.0.pointwise");
                        made.Norm($"{module}.op.3", $"{own}.0.bn", affine: false);
                        made.Convolution($"{module}.op.5", $"{own}.1.depthwise");
                        made.Convolution($"{module}.op.6", $"{own}.1.pointwise");
                        made.Norm($"{module}.op.7", $"{own}.1.bn", affine: false);
                        break;
                }
            }
        }

        void Halves(string theirs, string ours)
        {
            made.Convolution(awnas ? $"{theirs}.convs.0" : $"{theirs}.conv_1", $"{ours}.conv_a");
            made.Convolution(awnas ? $"{theirs}.convs.1" : $"{theirs}.conv_2", $"{ours}.conv_b");
            made.Norm($"{theirs}.bn", $"{ours}.bn", affine: false);
        }
    }

    /// <summary>NAS-Bench-1Shot1, its own code or in aw_nas.</summary>
    public static Checkpoint OneShot1(SearchSpace space, int interior, bool awnas)
    {
        // The original's cells have scales and shifts, but its head has none.
        var made = new Checkpoint(space, new NetworkOptions(Small) { AffineCells = !awnas });
        made.Convolution("stem.op.0", "stem.conv");
        made.Norm("stem.op.1", "stem.conv.bn", affine: true);
        for (var cell = 0; cell < 3; cell++)
        {
            for (var vertex = 0; vertex < interior; vertex++)
            {
                string[] operations = awnas ? ["conv1x1", "conv3x3", "maxpool3x3"] : ["maxpool3x3", "conv3x3", "conv1x1"];
                for (var i = 0; i < operations.Length; i++)
                {
                    var (theirs, ours) = (
                        awnas ? $"cells.{cell}.shared_ops.{vertex}.p_ops.{i}.op"
                            : $"cells.{cell}._choice_blocks.{vertex}.mixed_op._ops.{i}.op.op",
                        $"cells.{cell}.vertex.{vertex + 1}.{operations[i]}");
                    if (operations[i] != "maxpool3x3")
                    {
                        made.Convolution($"{theirs}.0", ours);
                        made.Norm($"{theirs}.1", $"{ours}.bn", affine: !awnas);
                    }
                    else if (awnas)
                    {
                        made.AddUnused($"cells.{cell}.shared_ops.{vertex}.p_ops.{i}.1.running_mean", 2);
                    }
                }

                Project(vertex, $"cells.{cell}.vertex.{vertex + 1}.projection");
            }

            Project(interior, $"cells.{cell}.output.projection");

            void Project(int vertex, string ours)
            {
                var theirs = awnas ? $"cells.{cell}.projections.{vertex}.op" : $"cells.{cell}._input_projections.{vertex}.op";
                made.Convolution($"{theirs}.0", ours);
                made.Norm($"{theirs}.1", $"{ours}.bn", affine: !awnas);
            }
        }

        made.Convolution(awnas ? "post_process.op.1" : "postprocess.op.1", "head.conv");
        made.Norm(awnas ? "post_process.op.2" : "postprocess.op.2", "head.conv.bn", affine: true);
        made.Linear("classifier", "classifier");
        return made;
    }

    /// <summary>What AutoDL-Projects' scripts save around the weights; found architectures are objects of its own classes.</summary>
    public static (object, object)[] Around(PickledObject state, TorchWriter writer, params (object, object)[] arguments) =>
    [
        ("epoch", 250),
        ("args", PickledObject.Namespace([("rand_seed", 7), ("track_running_stats", 1), .. arguments])),
        ("search_model", state),
        ("w_optimizer", new (object, object)[]
        {
            ("state", new (object, object)[] { (0, new (object, object)[] { ("momentum_buffer", writer.Tensor([1, 2, 3], 3)) }) }),
            ("param_groups", new object[] { new (object, object)[] { ("lr", 0.025), ("nesterov", true) } }),
        }),
        ("w_scheduler", new PickledObject(new("utils.scheduler", "Cosine"), null) { State = new (object, object)[] { ("t", 1.5) } }),
        ("genotypes", new (object, object)[]
        {
            (-1, new PickledObject(new("models.cell_searchs.genotypes", "Structure"), null)
            {
                State = new (object, object)[] { ("node_num", 4), ("nodes", new object[] { ("none", 0) }) },
            }),
        }),
        ("valid_accuracies", new (object, object)[] { ("best", 90.5) }),
    ];

    private static IEnumerable<(int From, int To)> Edges() =>
        Enumerable.Range(1, 3).SelectMany(to => Enumerable.Range(0, to).Select(from => (from, to)));

    private static void Reduction(Checkpoint made, string theirs, int number)
    {
        foreach (var part in (string[])["conv_a", "conv_b"])
        {
            made.Convolution($"{theirs}.{part}.op.1", $"reduce.{number}.{part}");
            made.Norm($"{theirs}.{part}.op.2", $"reduce.{number}.{part}.bn", affine: true);
        }

        made.Convolution($"{theirs}.downsample.1", $"reduce.{number}.downsample");
    }
}
